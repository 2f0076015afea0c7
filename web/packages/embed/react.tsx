// <VivavoceEmbed host="https://…" embedId="…" onSubmitted={…} />: the same as `embed`, as long as it is on the page.
import { useEffect, useRef, type ComponentProps } from "react";
import { embed, type EmbedOptions } from "./index.js";

type Props = EmbedOptions & Pick<ComponentProps<"div">, "className" | "id">;

/** A page that renders again signs again; only another visitor or interview opens another frame. */
export function visitorOf(src: string | undefined): string | undefined {
  if (!src) return undefined;
  const [path, query = ""] = src.split("?");
  const kept = new URLSearchParams(query);
  for (const name of ["ts", "signature"]) kept.delete(name);
  return `${path}?${kept}`;
}

export function VivavoceEmbed({ className, id, ...options }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const present = useRef(options);
  useEffect(() => {
    present.current = options;
  });

  const { host, embedId, language } = options;
  useEffect(() => {
    const listening: EmbedOptions = {
      ...present.current,
      onReady: (message) => present.current.onReady?.(message),
      onStarted: (message) => present.current.onStarted?.(message),
      onCompleted: (message) => present.current.onCompleted?.(message),
      onSubmitted: (message) => present.current.onSubmitted?.(message),
      onFailed: (message) => present.current.onFailed?.(message),
      onResize: (message) => present.current.onResize?.(message),
    };
    // A development build mounts twice in a row, and a signature opens one frame: the first is taken back in time.
    let made: ReturnType<typeof embed> | undefined;
    const soon = setTimeout(() => (made = embed(place.current!, listening)));
    return () => {
      clearTimeout(soon);
      made?.destroy();
    };
  }, [host, embedId, language, visitorOf(options.src)]);

  return <div ref={place} className={className} id={id} />;
}
