; Others' kinds of file: Gomboc stands in "Open with" and stays out of what opens them.

!macro openWith KEY
  WriteRegStr SHELL_CONTEXT "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}\SupportedTypes" "${KEY}" ""
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}" "FriendlyAppName" "${PRODUCT_NAME}"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}\shell\open\command" "" '"$appExe" "%1"'
  !insertmacro openWith ".mid"
  !insertmacro openWith ".midi"
  !insertmacro openWith ".png"
  !insertmacro openWith ".jpg"
  !insertmacro openWith ".jpeg"
  !insertmacro openWith ".webp"
  !insertmacro openWith ".gif"
  !insertmacro openWith ".bmp"
  !insertmacro openWith ".avif"
  !insertmacro openWith ".heic"
  !insertmacro openWith ".heif"
  !insertmacro openWith ".svg"
  !insertmacro openWith ".pdf"
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"
!macroend
