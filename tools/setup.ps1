# Sets up a Windows machine and builds: finds Visual Studio's C++ tools and CMake, installs them by
# winget when they are missing (and says so), configures, builds. Nothing is done twice.
#
#   powershell -File tools\setup.ps1 PRESET [TARGET...]     all targets, when none is named
#
# Fails with one sentence and exit status 2 when it can't.
# Its authors had no Windows machine: not yet run there.

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

# Standard output belongs to the program that is run afterwards.
function Say([string]$text) { [Console]::Error.WriteLine($text) }

function Stop-With([string]$sentence) {
    Say "tools\setup.ps1: $sentence"
    exit 2
}

# Runs a program with its output on standard error; whether it ended with status 0.
function Invoke-Program([string]$program, [string[]]$arguments) {
    & $program @arguments | ForEach-Object { Say $_ }
    return $LASTEXITCODE -eq 0
}

function Find-VisualStudio([string]$component) {
    $vswhere = "${env:ProgramFiles(x86)}\Microsoft Visual Studio\Installer\vswhere.exe"
    if (-not (Test-Path -LiteralPath $vswhere)) { return $null }
    $path = & $vswhere -latest -products * -requires $component -property installationPath
    if ($path) { return @($path)[0] }
    return $null
}

function Install-Package([string]$id, [string[]]$more) {
    if (-not (Get-Command winget -ErrorAction SilentlyContinue)) {
        Stop-With "$id is needed and there is no winget to install it with; please install it"
    }
    Say "Installing $id by winget (it may ask for an administrator's consent)"
    $arguments = @('install', '--exact', '--id', $id, '--source', 'winget',
        '--accept-source-agreements', '--accept-package-agreements') + $more
    if (-not (Invoke-Program 'winget' $arguments)) {
        Stop-With "winget could not install $id (exit status $LASTEXITCODE)"
    }
}

# CMake 3.25 or newer: the one inside Visual Studio, which surely knows that Visual Studio (an older
# one falls back to NMake, which takes no architecture), else from the path.
function Find-CMake([string]$visualStudio) {
    $candidates = @(
        "$visualStudio\Common7\IDE\CommonExtensions\Microsoft\CMake\CMake\bin\cmake.exe")
    $onPath = Get-Command cmake -CommandType Application -ErrorAction SilentlyContinue
    if ($onPath) { $candidates += @($onPath)[0].Source }
    foreach ($candidate in $candidates) {
        if (-not (Test-Path -LiteralPath $candidate)) { continue }
        $first = @(& $candidate --version)[0]
        if ($first -match '(\d+\.\d+)' -and [version]$Matches[1] -ge [version]'3.25') {
            return $candidate
        }
    }
    Stop-With 'CMake 3.25 or newer was found neither inside Visual Studio nor on the path'
}

# Newest change of anything the build reads; much faster than asking MSBuild.
function Get-NewestSource([string]$root) {
    $files = @(Get-Item -LiteralPath "$root\CMakeLists.txt", "$root\CMakePresets.json")
    foreach ($folder in 'cases', 'harness', 'fixtures', 'reports', 'tools') {
        $files += @(Get-ChildItem -LiteralPath "$root\$folder" -Recurse -File)
    }
    return ($files | Measure-Object -Property LastWriteTimeUtc -Maximum).Maximum
}

if ($args -contains '--help') {
    Get-Content -LiteralPath $PSCommandPath | Where-Object { $_ -like '#*' } | Select-Object -First 7
    exit 0
}
if ($args.Count -lt 1) { Stop-With 'usage: setup.ps1 PRESET [TARGET...]' }
$preset = $args[0]
$targets = @($args | Select-Object -Skip 1)
$root = (Resolve-Path -LiteralPath "$PSScriptRoot\..").Path
$build = "$root\build\$preset"
$what = if ($targets) { $targets -join '-' } else { 'all' }
$stamp = "$build\cnp-built-$what"

if ((Test-Path -LiteralPath $stamp) -and
    (Get-Item -LiteralPath $stamp).LastWriteTimeUtc -gt (Get-NewestSource $root)) {
    exit 0
}

$component = 'Microsoft.VisualStudio.Component.VC.Tools.x86.x64'
$workload = '--quiet --wait --norestart --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended'
if ($preset -eq 'windows-arm64') {
    $component = 'Microsoft.VisualStudio.Component.VC.Tools.ARM64'
    $workload += " --add $component"
}
$visualStudio = Find-VisualStudio $component
if (-not $visualStudio) {
    Install-Package 'Microsoft.VisualStudio.2022.BuildTools' @('--override', $workload)
    $visualStudio = Find-VisualStudio $component
    if (-not $visualStudio) { Stop-With "Visual Studio's C++ tools are still not there ($component)" }
}
if (-not (Get-Command git -ErrorAction SilentlyContinue)) {
    # CMake fetches the libraries by git.
    Install-Package 'Git.Git' @()
    $env:Path += ";$env:ProgramFiles\Git\cmd"
}
$cmake = Find-CMake $visualStudio

Push-Location -LiteralPath $root
try {
    $presets = (Get-Item -LiteralPath "$root\CMakePresets.json").LastWriteTimeUtc
    $cache = "$build\CMakeCache.txt"
    if (-not (Test-Path -LiteralPath $cache) -or
        (Get-Item -LiteralPath $cache).LastWriteTimeUtc -lt $presets) {
        Say "Configuring build\$preset"
        if (-not (Invoke-Program $cmake @('--preset', $preset))) {
            Stop-With "configuring build\$preset failed; CMake's messages are above (no network?)"
        }
        (Get-Item -LiteralPath $cache).LastWriteTimeUtc = [DateTime]::UtcNow
    }
    Say "Building in build\$preset"
    $options = @('--build', '--preset', $preset, '--parallel')
    if ($targets) { $options += @('--target') + $targets }
    $started = [DateTime]::UtcNow
    if (-not (Invoke-Program $cmake $options)) {
        Stop-With "building in build\$preset failed; the compiler's messages are above"
    }
} finally {
    Pop-Location
}
# A change during the build counts as after it.
[IO.File]::WriteAllText($stamp, '')
(Get-Item -LiteralPath $stamp).LastWriteTimeUtc = $started
[IO.File]::WriteAllText("$build\cnp-ctest.txt", ((Split-Path -LiteralPath $cmake) + "\ctest.exe`r`n"))
exit 0
