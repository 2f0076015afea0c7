// She sees herself, starts, and stops; at the limit it stops by itself. The picture is mirrored, the recording is not.
import { useEffect, useRef, useState } from "react";
import { Button, Icon } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { VideoRecorder, type Recorded } from "@vivavoce/live";
import { keepAwake } from "../../keepAwake";
import { clock } from "./clock";

const LOOK_MS = 200;
const WARNING_S = 15;

interface Props {
  stream: MediaStream;
  /** At most so long. */
  seconds: number;
  onrecorded: (recorded: Recorded) => void;
  oncancel: () => void;
}

export function Camera({ stream, seconds: most, onrecorded, oncancel }: Props) {
  const [recorder, setRecorder] = useState<VideoRecorder | null>(null);
  const [seconds, setSeconds] = useState(0);
  const picture = useRef<HTMLVideoElement>(null);
  const stop = useRef<HTMLButtonElement>(null);
  const gone = useRef(false);

  useEffect(() => {
    if (picture.current) picture.current.srcObject = stream;
  }, [stream]);
  useEffect(() => {
    const ended = () => (recorder ? recorder.stop() : oncancel());
    for (const track of stream.getVideoTracks()) track.addEventListener("ended", ended);
    return () => stream.getVideoTracks().forEach((track) => track.removeEventListener("ended", ended));
  }, [stream, recorder, oncancel]);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  useEffect(() => {
    if (!recorder) return;
    stop.current?.focus();
    const sleep = keepAwake();
    const timer = setInterval(() => {
      setSeconds(Math.min(recorder.seconds, most));
      if (recorder.seconds >= most) recorder.stop();
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      sleep();
    };
  }, [recorder, most]);

  const start = () => {
    const made = new VideoRecorder(stream);
    void made.done.then((recorded) => {
      if (!gone.current) onrecorded({ ...recorded, seconds: Math.min(recorded.seconds, most) });
    });
    setRecorder(made);
  };

  const time = { time: clock(seconds), limit: clock(most) };
  return (
    <>
      <div className="intro-picture">
        <video className="intro-video" data-mirrored ref={picture} autoPlay muted playsInline aria-label={t("intro.video")} />
        {recorder && <p className="intro-clock" role="timer"><span className="intro-dot" aria-hidden="true" /> {t("intro.recording", time)}</p>}
      </div>
      <div className="vv-row">
        {recorder ? (
          <Button ref={stop} look="primary" size="large" icon={<Icon name="stop" />} data-lands onClick={() => recorder.stop()} data-testid="intro-stop">{t("intro.stop")}</Button>
        ) : (
          <Button look="primary" size="large" icon={<Icon name="record" />} data-lands onClick={start} data-testid="intro-start">{t("intro.start")}</Button>
        )}
        <Button look="plain" size="large" onClick={oncancel} data-testid="intro-cancel">{t("correct.cancel")}</Button>
      </div>
      <p className="small" role="status">{recorder && seconds > most - WARNING_S && t("intro.ending", { limit: clock(most) })}</p>
    </>
  );
}
