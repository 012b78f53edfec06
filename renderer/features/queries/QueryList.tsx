import { useState, type ReactNode } from 'react';
import type { Query } from '../../../src/casefile/index.ts';
import type { ConfirmingCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, format, StateChip } from '../../ui/index.ts';
import { openAt } from '../signing/index.ts';
import { aboutWords, ageText, kindWords, statusWords } from './words.ts';
import styles from './Queries.module.css';

type Commands = Pick<ConfirmingCommands, 'answer' | 'askAgain' | 'close'>;
type Reply = { readonly text: string; readonly submit: string; readonly run: (text: string) => Promise<unknown>; readonly other?: { readonly label: string; readonly run: (text: string) => Promise<unknown> } };

/** What somebody may write next in a thread; null: nothing. */
function replyTo({ id, slot, may, status, messages }: Query, commands: Commands): Reply | null {
  const to = (text: string) => ({ queryId: id, slot, seen: messages.length, text: text.trim() });
  const close = { label: 'Close query', run: async (text: string) => commands.close(to(text)) };
  if (may.answer && status === 'open') return { text: 'Answer', submit: 'Send answer', run: async (text) => commands.answer(to(text)), ...(may.ask ? { other: close } : {}) };
  if (may.ask && status !== 'closed') return { text: status === 'answered' ? 'Ask again' : 'Add to the question', submit: 'Ask again', run: async (text) => commands.askAgain(to(text)), other: close };
  return may.ask ? { text: 'Ask again', submit: 'Open again', run: async (text) => commands.askAgain(to(text)) } : null;
}

function ReplyForm({ query, reply }: { readonly query: Query; readonly reply: Reply }) {
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const send = (run: (text: string) => Promise<unknown>) => () => {
    setBusy(true);
    setFailure(null);
    run(text).then(() => setText('')).catch((error: unknown) => setFailure(errorText(error))).finally(() => setBusy(false));
  };
  const missing = isBusy ? 'Storing' : text.trim() === '' ? 'No words yet' : null;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (missing === null) send(reply.run)(); }}>
      <textarea
        rows={2} maxLength={2000} value={text} aria-label={`${reply.text}, query about ${query.aboutText}`} placeholder={reply.text} onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && event.ctrlKey && missing === null) { event.preventDefault(); send(reply.run)(); } }}
      />
      {failure !== null && <Alert severity="block" title={failure} live />}
      <div className={styles.buttons}>
        <span />
        {reply.other && <Button small look="ghost" onClick={send(reply.other.run)}>{reply.other.label}</Button>}
        <Button small type="submit" disabledReason={missing} reasonElsewhere>{reply.submit}</Button>
      </div>
    </form>
  );
}

/** One query: what it is about, its state and age, every message, and what may be written next. */
function Thread({ query, commands, isOpenAtFirst }: { readonly query: Query; readonly commands: Commands; readonly isOpenAtFirst: boolean }) {
  const [isReplying, setReplying] = useState(isOpenAtFirst);
  const reply = replyTo(query, commands);
  const { timepointId } = query.about;
  return (
    <article className={styles.thread} data-status={query.status} aria-label={`Query about ${query.aboutText}, ${statusWords[query.status]}`}>
      <div className={styles.head}>
        {timepointId === null
          ? <span className={styles.about}>{aboutWords(query)}</span>
          : <button type="button" className={styles.about} title={query.about.image ? 'Open this slice' : 'Open this timepoint'} onClick={() => openAt(query.subjectId, timepointId, query.about)}>{aboutWords(query)}</button>}
        <StateChip look={query.status === 'open' ? 'warning' : 'waiting'}>{statusWords[query.status]}</StateChip>
        <span className={styles.age}>{ageText(query)}</span>
      </div>
      {query.messages.map((message, index) => (
        <div key={index} className={styles.message}>
          <div className={styles.who}>
            {message.by} {kindWords[message.kind]} {format.localMinute(message.at)}
            {message.signature && <span className="nd-code" title={`sha256 ${message.signature.contentHash}`}> signed {message.signature.contentHash.slice(0, 8)}</span>}
          </div>
          {message.text !== '' && <p className={styles.text}>{message.text}</p>}
        </div>
      ))}
      {reply && isReplying && <ReplyForm key={query.messages.length} query={query} reply={reply} />}
      {reply && !isReplying && <Button small look="ghost" onClick={() => setReplying(true)}>{reply.text}</Button>}
    </article>
  );
}

/** Threads, those that wait first. */
export function QueryList({ queries, commands, empty }: { readonly queries: readonly Query[]; readonly commands: Commands; readonly empty?: ReactNode }) {
  if (queries.length === 0) return empty ?? null;
  const rank = { open: 0, answered: 1, closed: 2 } as const;
  const sorted = queries.toSorted((a, b) => rank[a.status] - rank[b.status]);
  return <div className={styles.list}>{sorted.map((query) => <Thread key={`${query.id} ${query.status}`} query={query} commands={commands} isOpenAtFirst={query.may.answer && query.status === 'open'} />)}</div>;
}
