@echo off
rem What run.cmd and test.cmd share: sets up and builds (setup.ps1), and sets CNP_PRESET, CNP_BUILD
rem and CNP_CTEST for its caller. Options never pass through PowerShell, which would quote them anew.
rem
rem   call tools\setup.cmd [TARGET...]
rem
rem CNP_PRESET in the environment chooses another build than this machine's own (windows-x86).
rem Its authors had no Windows machine: not yet run there.
if "%~1"=="--help" (findstr /b /c:"rem" "%~f0" & exit /b 0)
if defined CNP_PRESET goto chosen
set CNP_PRESET=windows
if /i "%PROCESSOR_ARCHITECTURE%"=="ARM64" set CNP_PRESET=windows-arm64
if /i "%PROCESSOR_ARCHITEW6432%"=="ARM64" set CNP_PRESET=windows-arm64
:chosen
set CNP_BUILD=%~dp0..\build\%CNP_PRESET%
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0setup.ps1" %CNP_PRESET% %*
if errorlevel 1 exit /b 2
set CNP_CTEST=ctest
if exist "%CNP_BUILD%\cnp-ctest.txt" set /p CNP_CTEST=<"%CNP_BUILD%\cnp-ctest.txt"
exit /b 0
