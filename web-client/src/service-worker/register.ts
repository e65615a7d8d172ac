/** Keeps the client's own files for when the server cannot be reached. Insecure contexts have no service workers. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Refused where storage is blocked: then nothing opens offline.
  navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
