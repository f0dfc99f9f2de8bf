"""What people write on wireframes: phrases of the trade, and words and numbers that no list holds.

A text is drawn from the phrases about half of the time; else it is made up, so that the network
learns to read letters, not to guess captions.
"""

TITLES = """Login|Log in|Sign up|Sign in|Register|Create account|Checkout|Payment|Payment Info|Shipping Info|Shipping Address
Confirmation|Cart|My Cart|Order Summary|Settings|Profile|My Account|Dashboard|Overview|Reports|Users|Products|Product Page
Product Catalog|Contact us|Contact|About us|Our Team|Team|Services|Features|Pricing|Blog|News|Latest News|Gallery|Portfolio
Title|Main title|Heading|Page title|Section|Welcome|Welcome back|Hello|Search|Search results|Results|Messages
Inbox|Notifications|Calendar|Tasks|To do|Projects|Files|Documents|Downloads|Help|FAQ|Support|Feedback|Survey|Write Review
Reviews|Newsletter|Subscribe|Subscribe to our Newsletter|Booking|Book a room|Hotel Name|Available Rooms|Flights|Movies
Recipes|Events|Upcoming events|Latest Transactions|Statistics|Sales|Revenue|Orders|Customers|Invoices|Wizard|Step 1|Step 2
User form|Personal data|Address|Billing address|Card Details|Preferences|Privacy|Security|Language
Formulario|Registro|Contacto|Entradas Cine|Anmelden|Einstellungen|Warenkorb|Kontakt|Connexion|Panier|Accueil|Mon compte""".replace("\n", "|").split("|")
LABELS = """Name|First Name|Last Name|Full name|E-mail|Email|Email address|Phone|Phone number|Mobile|Address|Street|City|State|Zip|Zip Code
Country|Company|Job title|Username|User|Password|Confirm password|Title|Description|Message|Comment|Subject|Date|Time|From|To
Price|Total|Subtotal|Tax|Quantity|Qty|Item|Items|Size|Color|Colour|Category|Type|Status|Gender|Age|Birthday|Date of birth
Card Number|Cardholder Name|Expiry Date|CVV|Promo code|Amount|Currency|Notes|Website|URL|Tags|Priority|Rating|Rate Product
Volume|Brightness|Language|Theme|Location|Department|Owner|Due date|Start|End|Search|Filter|Sort by|Label
Nombre|Apellidos|Dirección|Correo|Teléfono|Sexo|Ciudad|Vorname|Nachname|Straße|Ort|Nom|Prénom|Adresse|Ville|Mot de passe
Cognome|Città|Headline|Review|Job Position|Manufacturer|Old price|In stock|Free|New|Hello!|Shipping Service|Username or email""".replace("\n", "|").split("|")
CHOICES = """Male|Female|Other|Yes|No|Single|Married|Low|Medium|High|Small|Large|Red|Blue|White|Black|Green|Remember me
Keep me logged in|I agree|I accept the terms|Accept terms|Terms and conditions|Newsletter|Subscribe|Send me news|Standard|Express
Expedited|Credit Card|Paypal|PayPal|Bank transfer|Visa|Cash|Item 1|Item 2|Item 3|Item A|Item B
Option 1|Option 2|Option 3|Option A|choice1|choice2|choice3|Choice 4|Opt 1|Opt 2|Java|C#|PHP|Python
Notifications|Email|SMS|Push|Dark mode|Sound|Public|Private|Show all|Monthly|Yearly|Daily|One way|Return|Adult|Child|Wifi|GPS
Bluetooth|Airplane mode|Not relevant|Check all|Double|Triple|Hombre|Mujer|Acepto las condiciones|Recordarme|Ja|Nein|Oui|Non""".replace("\n", "|").split("|")
ACTIONS = """OK|Ok|Cancel|Submit|Send|Save|Login|LOGIN|Log in|Sign up|Sign in|Register|Next|Back|Next step|NEXT STEP|BACK|Continue|Buy
Buy now|Add to cart|ADD TO CART|Checkout|Pay|Pay now|Search|Go|Apply|Reset|Clear|Delete|Edit|Update|Add|Add new|New|Create|Upload
Download|Browse|More|Read more|Learn more|Find out More|View|View all|View all|Details|Join|Join now|Start|Get started|Try it|Subscribe
Share|Like|Follow|Contact us|Book now|Finish|Close|Yes|No|Confirm|Complete|Proceed|Proceed to checkout|Save Items|Check/Uncheck All
Export|Import|Print|Filter|Refresh|Reply|Publish|Enviar|Cancelar|Siguiente|Aceptar|Guardar|Senden|Speichern|Abbrechen|Envoyer|Button""".replace("\n", "|").split("|")
LINKS = """Home|About|About us|Contact|Services|Products|Blog|News|Help|FAQ|Login|Sign up|Sign in|Register|Forgot Password|Forgot password?
Forgot your password?|Terms|Privacy|Privacy policy|Terms of use|View all|Details|Edit|More|More info|Read more|Link|Link 1|Link 2|Link 3
Menu|Shop|Cart|Account|My Account|Logout|Log out|Settings|Profile|Dashboard|Users|Reports|Orders|Messages|Inbox|Team|Careers|Pricing
Features|Docs|Support|Activate|Go to Details|View large|See all|Más info|Inicio|Ayuda|Impressum|Datenschutz|Accueil|Aide""".replace("\n", "|").split("|")
HINTS = """Search|Search...|Type here|Type your name...|Your name|Your e-mail|Your email|Enter text|Email|Username|Name|Select|Select...|Choose
Choose one|Select Range|MM|YYYY|DD|Country|United States|Germany|Spain|Palo Alto|English|Deutsch|2024|January|All|Any|Input|Text|Write here""".replace("\n", "|").split("|")
COMMON = """the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her
she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some
could these two may first then do any like my now over such our man me even most made after also did many off before must well back
through years much where your way down should because long each just state people those too mister how little good world make very year
still see work life us between day home need free best easy fast simple team project web design data user page great every week deal offer
house water music game photo video book story travel food city green blue open build learn share love start online store price""".split()
NAMES = """Anna|Ben|Clara|David|Emma|Felix|Grace|Hugo|Ines|Jack|Karin|Leo|Maria|Nina|Oscar|Paul|Rosa|Sam|Tom|Vera|John Doe|Jane Doe
John Smith|Mate One|Mate two|Person 1|User 1|A. Lovelace|Kim Lee|José|Zoë|Jürgen|María""".replace("\n", "|").split("|")
ONSETS = "b c d f g h j k l m n p r s t v w z br ch cr dr fl gr kl pl pr qu sh sp st th tr y x".split()
VOWELS = "a e i o u a e i o ai ea ee io ou oo y".split()
CODAS = ["", "", "", "n", "r", "s", "t", "l", "m", "nd", "rk", "st", "ck", "p", "g", "x", "d", "f", "z"]


def invented(rng):
    """A word that is not on any list, or letters that are no word at all."""
    if rng.random() < 0.25:
        return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(2, 8)))
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.randint(1, 3)))


def word(rng):
    return rng.choice(COMMON) if rng.random() < 0.5 else invented(rng)


def number(rng):
    n = rng.randint(0, 10 ** rng.randint(1, 4))
    return rng.choice([f"{n}", f"{n}%", f"${n}", f"$ {n}.{rng.randint(0, 99):02}", f"${n}.{rng.randint(0, 99):02}", f"{n} €", f"{n:,}",
                       f"€{n},{rng.randint(0, 99):02}", f"{n}.{rng.randint(0, 9)}", f"+{n}", f"{n} items", f"{n} days", f"#{n}", f"x{n % 10}"])


def price(rng):
    n = rng.choice([rng.randint(0, 9), rng.randint(10, 99), rng.randint(100, 999)])
    return rng.choice([f"$ {n}", f"${n}", f"${n}.{rng.randint(0, 99):02}", f"$ {n}.00", f"{n}€", f"{n},{rng.randint(0, 99):02} €", f"{n} $"])


def date(rng):
    d, m, y = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1990, 2029)
    return rng.choice([f"{d}.{m}.{y}", f"{m}/{d}/{y}", f"{y}-{m:02}-{d:02}", f"{d}/{m:02}", f"{rng.randint(0, 23)}:{rng.randint(0, 59):02}",
                       f"{rng.choice('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split())} {d}"])


def phrase(rng, bank, known=0.55):
    """A phrase of the bank, or one made up; any case."""
    if rng.random() < known:
        text = rng.choice(bank)
    else:
        kind = rng.random()
        text = (number(rng) if kind < 0.08 else date(rng) if kind < 0.12 else
                f"{word(rng)}@{word(rng)}.{rng.choice(['com', 'org', 'de'])}" if kind < 0.15 else
                " ".join(word(rng) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))))
        text = text[:1].upper() + text[1:] if rng.random() < 0.75 else text
        text += rng.choice(["", "", "", "", "", f" {rng.randint(1, 12)}", "!", "?", "...", f" {rng.choice('ABCDEF')}"])
    draw = rng.random()
    return text.upper() if draw < 0.08 else text.lower() if draw < 0.14 else text


def prose(rng, low, high):
    """Some words of a sentence, at most 80 characters."""
    text = " ".join(word(rng) for _ in range(rng.randint(low, high)))[:79]
    return text[:1].upper() + text[1:] + rng.choice(["", ".", ".", "!"])
