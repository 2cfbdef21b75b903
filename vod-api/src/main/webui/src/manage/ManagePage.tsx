import { useEffect, useRef } from 'preact/hooks';
import { Agents } from './Agents';
import { Courses } from './Courses';
import { Encoding } from './Encoding';
import { Lectures } from './Lectures';
import { Rehearsals } from './Rehearsals';
import { Rooms } from './Rooms';
import { Schedule } from './Schedule';
import { SECTIONS } from './sections';
import { WebhookForm } from './WebhookForm';
import './manage.css';

export function ManagePage({ section }: { section: string }) {
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the section that is open may lie beside the screen.
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  return (
    <main id="content" tabIndex={-1} class="page">
      <h1>Manage</h1>
      <nav ref={tabs} class="tabs" aria-label="Sections">
        {SECTIONS.map(({ id, name, to }) => (
          <a key={id} href={to} aria-current={id === section ? 'page' : undefined}>{name}</a>
        ))}
      </nav>
      <Section section={section} />
    </main>
  );
}

function Section({ section }: { section: string }) {
  switch (section) {
    case 'schedule':
      return <Schedule />;
    case 'courses':
      return <Courses />;
    case 'rooms':
      return <Rooms />;
    case 'encoding':
      return <Encoding />;
    case 'rehearsals':
      return <Rehearsals />;
    case 'alarms':
      return <WebhookForm />;
    case 'agents':
      return <Agents />;
    default:
      return <Lectures />;
  }
}
