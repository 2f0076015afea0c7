import { useEffect, useRef, useState } from "react";

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/** Tries again and again until the screen goes, each pause twice as long as the one before; `retry` tries now. */
export function useRetrying(work: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  const running = useRef(false);

  const retry = () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    void work().finally(() => {
      running.current = false;
      setBusy(false);
      setTries((before) => before + 1);
    });
  };

  useEffect(() => {
    const timer = setTimeout(retry, Math.min(FIRST_MS * 2 ** tries, LONGEST_MS));
    addEventListener("online", retry);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", retry);
    };
  }, [tries]);

  return { busy, retry };
}
