@echo off
rem Everything, by ctest: unit tests and an entry per scenario.
rem
rem   tools\test.cmd [OPTION...]    options of ctest, for instance -j2, -L nonblocking, -R reuse, -N
rem
rem Sets up the machine and builds first, if that is needed (tools\setup.ps1). CNP_RUN_OPTIONS goes
rem to every "cnp run" (set CNP_RUN_OPTIONS=--strict).
rem Its authors had no Windows machine: not yet run there.
if "%~1"=="--help" (findstr /b /c:"rem" "%~f0" & exit /b 0)
setlocal
call "%~dp0setup.cmd"
if errorlevel 1 exit /b 2
rem ctest finds its presets in the current folder only.
pushd "%~dp0.."
"%CNP_CTEST%" --preset %CNP_PRESET% %*
set CNP_STATUS=%ERRORLEVEL%
popd
exit /b %CNP_STATUS%
