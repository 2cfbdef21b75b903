/** The pages under Manage, in their order; the first is its front page. */
export const SECTIONS = [
  { id: 'lectures', name: 'Lectures', to: '/manage' },
  { id: 'schedule', name: 'Schedule', to: '/manage/schedule' },
  { id: 'courses', name: 'Courses', to: '/manage/courses' },
  { id: 'rooms', name: 'Rooms & devices', to: '/manage/rooms' },
  { id: 'encoding', name: 'Encoding', to: '/manage/encoding' },
  { id: 'rehearsals', name: 'Rehearsals', to: '/manage/rehearsals' },
  { id: 'alarms', name: 'Alarms', to: '/manage/alarms' },
  { id: 'agents', name: 'Recorders', to: '/manage/agents' },
] as const;
