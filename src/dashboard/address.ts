/** Whether people can be sent to an address: https, or http on this machine, and no path behind it. */
export function isAddress(text: string): boolean {
  const isSafe = text.startsWith('https://') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?$/.test(text);
  return isSafe && URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, '');
}
