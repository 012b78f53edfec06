@rem The `nadir` command of an installed Nadir: the same services as the window, from a terminal.
@"%~dp0..\node.exe" "%~dp0..\src\cli\nadir.mjs" %*
