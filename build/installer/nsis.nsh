; What the installer for Windows does beyond electron-builder's: the `nadir` command on the account's PATH, and data that stay unless somebody says otherwise.

!macro customInstall
  DetailPrint "Adding the nadir command to PATH"
  nsExec::ExecToLog `powershell -NoProfile -NonInteractive -Command "$$folder = '$INSTDIR\resources\host\bin'; $$old = [Environment]::GetEnvironmentVariable('Path', 'User'); $$parts = @($$old -split ';' | Where-Object { $$_ -and $$_ -ne $$folder }); [Environment]::SetEnvironmentVariable('Path', (($$parts + $$folder) -join ';'), 'User')"`
  Pop $0
!macroend

!macro customUnInstall
  nsExec::ExecToLog `powershell -NoProfile -NonInteractive -Command "$$folder = '$INSTDIR\resources\host\bin'; $$old = [Environment]::GetEnvironmentVariable('Path', 'User'); [Environment]::SetEnvironmentVariable('Path', (@($$old -split ';' | Where-Object { $$_ -and $$_ -ne $$folder }) -join ';'), 'User')"`
  Pop $0
  ; An update removes the old version first: it never touches data. A silent removal keeps them unless it was started with --delete-data.
  ${ifNot} ${isUpdated}
    ${if} ${FileExists} "$LOCALAPPDATA\Nadir\*.*"
      StrCpy $1 "keep"
      ${GetParameters} $R0
      ClearErrors
      ${GetOptions} $R0 "--delete-data" $R1
      ${ifNot} ${Errors}
        StrCpy $1 "delete"
      ${elseIfNot} ${Silent}
        MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "The studies of this account stay in $LOCALAPPDATA\Nadir.$\r$\n$\r$\nDelete them too? Images, measurements, signatures and audit trail would be gone; they cannot be brought back without a backup." /SD IDNO IDNO keepData
        StrCpy $1 "delete"
        keepData:
      ${endIf}
      ${if} $1 == "delete"
        RMDir /r "$LOCALAPPDATA\Nadir"
      ${endIf}
    ${endIf}
  ${endIf}
!macroend
