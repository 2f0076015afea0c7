import { Button, Dialog } from "@vivavoce/ui";

interface Props {
  open: boolean;
  title: string;
  text: string;
  /** Why it cannot be done just now. */
  obstacle: string | null;
  yes: string;
  no: string;
  onanswer: (yes: boolean) => void;
  testid: string;
}

/** Asks back before what cannot be undone; the focus begins at "no". */
export function Confirm({ open, title, text, obstacle, yes, no, onanswer, testid }: Props) {
  return (
    <Dialog open={open} title={title} onclose={() => onanswer(false)}>
      <p>{text}</p>
      {obstacle && <p className="small">{obstacle}</p>}
      <div className="vv-row">
        <Button look="primary" onClick={() => onanswer(false)}>{no}</Button>
        <Button look="danger" disabled={obstacle !== null} onClick={() => onanswer(true)} data-testid={testid}>{yes}</Button>
      </div>
    </Dialog>
  );
}
