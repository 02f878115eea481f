@echo off
rem What connecting costs on this kernel: every benchmark, in a few minutes, with its floor.
rem
rem   tools\bench.cmd [OPTION...]   options of cnp-bench, for instance --filter cycle; of Google
rem                                 Benchmark too
rem
rem Sets up the machine and builds first, if that is needed (tools\setup.ps1). Leaves Google
rem Benchmark's JSON in build\<preset>\results\benchmarks.json, or where --output says.
rem Its authors had no Windows machine: not yet run there.
if "%~1"=="--help" (findstr /b /c:"rem" "%~f0" & exit /b 0)
setlocal
call "%~dp0setup.cmd" cnp-bench cnp-client cnp
if errorlevel 1 exit /b 2
rem No change of folder: file names among the options are the caller's.
"%CNP_BUILD%\bin\RelWithDebInfo\cnp-bench.exe" --output "%CNP_BUILD%\results\benchmarks.json" %*
exit /b %ERRORLEVEL%
