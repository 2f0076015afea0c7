// A phone that goes dark in the middle of an answer cuts the microphone off. Browsers give the lock back whenever the
// page is hidden, so it is taken again when the page returns; where there is no lock, nothing happens.

export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let done = false;

  const take = async () => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (done) await lock.release();
    } catch {
      lock = null; // A low battery may refuse it; the interview goes on without.
    }
  };

  void take();
  document.addEventListener("visibilitychange", take);
  return () => {
    done = true;
    document.removeEventListener("visibilitychange", take);
    void lock?.release();
  };
}
