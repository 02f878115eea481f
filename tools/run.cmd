@echo off
rem The main job on Windows: every scenario against this kernel, a table per clause, a run file.
rem
rem   tools\run.cmd [OPTION...]     options of "cnp run", for instance --filter nonblocking
rem
rem Sets up the machine and builds first, if that is needed (tools\setup.ps1).
rem Its authors had no Windows machine: not yet run there.
if "%~1"=="--help" (findstr /b /c:"rem" "%~f0" & exit /b 0)
setlocal
call "%~dp0setup.cmd" cnp cnp-client
if errorlevel 1 exit /b 2
rem No change of folder: file names among the options are the caller's.
rem What messages name when they say what to type.
set CNP_RUN_AS=tools\run.cmd
set CNP_STARTED_AS="%CNP_BUILD%\bin\RelWithDebInfo\cnp.exe"
"%CNP_BUILD%\bin\RelWithDebInfo\cnp.exe" run %*
exit /b %ERRORLEVEL%
