# Runs Kutip on Windows, as `make run` does elsewhere: .\run.ps1, or .\run.ps1 check and so on.
$ErrorActionPreference = 'Stop'

$python = '.venv\Scripts\python.exe'
$stamp = '.venv\.runtime'
$lock = (Get-FileHash 'requirements.txt').Hash + ' ' + (Get-FileHash 'pyproject.toml').Hash

function Invoke-Checked([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

Push-Location $PSScriptRoot
try {
    if (-not (Test-Path $stamp) -or (Get-Content $stamp) -ne $lock) {
        $found = Get-Command py, python -ErrorAction SilentlyContinue | Select-Object -First 1
        if ($null -eq $found) { throw 'Kutip needs Python 3.11 or later: https://www.python.org/downloads/' }
        Invoke-Checked $found.Source @('-c', 'import sys; sys.exit(sys.version_info < (3, 11) and "Kutip needs Python 3.11 or later.")')
        Write-Host 'Setting up Kutip (once) ...'
        Invoke-Checked $found.Source @('-m', 'venv', '--clear', '.venv')
        $pip = @('-m', 'pip', '--disable-pip-version-check', '--quiet', 'install')
        Invoke-Checked $python ($pip + @('--require-hashes', '--only-binary', ':all:', '-r', 'requirements.txt'))
        Invoke-Checked $python ($pip + @('--no-deps', '--no-build-isolation', '--editable', '.'))
        Set-Content $stamp $lock
    }
    $command = if ($args.Count) { $args } else { @('run') }
    & $python -m bot @command
    exit $LASTEXITCODE
}
finally { Pop-Location }
