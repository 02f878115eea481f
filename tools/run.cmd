@echo off
rem The main job on Windows: every scenario against this kernel, a table per clause, a run file.
rem
rem   tools\run.cmd [OPTION...]     options of "cnp run", for instance --filter nonblocking
rem
rem Sets up the machine and builds first, if that is needed (tools\setup.ps1).
rem Its authors had no Windows machine: not yet run there.
setlocal
call "%~dp0setup.cmd" cnp cnp-client
if errorlevel 1 exit /b 2
rem No change of folder: file names among the options are the caller's.
"%CNP_BUILD%\bin\RelWithDebInfo\cnp.exe" run %*
exit /b %ERRORLEVEL%
