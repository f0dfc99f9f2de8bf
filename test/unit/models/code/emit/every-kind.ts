import { parsePage } from '../../../../../models/code/written.ts';

/** A page with an element of every kind. */
export const everyKind = parsePage(`
header
  heading-2 "Acme"
  link "Home"
  link "Orders"
sidebar
  link "One"
  link "Two"
heading-1 "Sign up"
row
  column-6
    card
      label "Email"
      input
      label "Plan"
      radio-on "Free"
      radio-off "Paid"
      checkbox-on "Remember me"
      switch-off "News"
  column-6
    tabs
      tab-on "First"
      tab-off "Second"
    table
      cells
        cell "Name"
        cell "Price"
      cells
        cell
        cell "3"
    list
      item "Apples"
    image
    chart
    avatar
    video
    icon
row
  search "Find"
  select "All"
  button-secondary "Go"
textarea "Notes"
password
slider
progress
pagination
divider
paragraph
paragraph "Some words"
button-danger "Delete"
button-primary "{Send} <now>"
footer
  label "© 2026"
`);
