# Runs Kutip on Windows, as `make run` does elsewhere: .\run.ps1, or .\run.ps1 check and so on.
$ErrorActionPreference = 'Stop'

$python = '.venv\Scripts\python.exe'
$stamp = '.venv\.runtime'
$pip = '-m', 'pip', '--disable-pip-version-check', '--quiet', 'install'

function Invoke-Checked([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

Push-Location $PSScriptRoot
try {
    $lock = (Get-FileHash requirements.txt, pyproject.toml).Hash -join ' '
    # Without a stamp, what is there was cut off, or is of another lock.
    if (-not (Test-Path $stamp) -or (Get-Content $stamp) -ne $lock) {
        $found = Get-Command py, python -ErrorAction SilentlyContinue | Select-Object -First 1
        if ($null -ne $found) { & $found.Source -c 'import sys; sys.exit(sys.version_info < (3, 11))' }
        if ($null -eq $found -or $LASTEXITCODE -ne 0) {
            Write-Host 'Kutip needs Python 3.11 or later: https://www.python.org/downloads/'
            exit 1
        }
        Write-Host 'Setting up Kutip (once) ...'
        Invoke-Checked $found.Source ('-m', 'venv', '--clear', '.venv')
        Invoke-Checked $python ($pip + ('--require-hashes', '--only-binary', ':all:', '-r', 'requirements.txt'))
        Invoke-Checked $python ($pip + ('--no-deps', '--no-build-isolation', '--editable', '.'))
        Set-Content $stamp $lock
    }
    [string[]] $command = if ($args.Count) { $args } else { 'run' }
    & $python -m bot @command
    exit $LASTEXITCODE
}
finally { Pop-Location }
