// Azurite with its blobs in memory, on a free port; it says itself which. It ends with whoever started it.
process.argv.push('--blobPort', '0', '--inMemoryPersistence', '--silent', '--disableTelemetry', '--skipApiVersionCheck');
require('azurite/dist/src/blob/main.js');
process.stdin.on('end', () => process.exit()).resume();
