// The microphone that she chose, remembered in this browser so that a reload takes the same one. No storage: no memory.
const KEY = "vivavoce.microphone";

export function chosenMicrophone(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberMicrophone(device: string): void {
  try {
    localStorage.setItem(KEY, device);
  } catch {
    // private browsing, or a frame without storage
  }
}
