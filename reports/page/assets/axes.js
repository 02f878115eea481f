// What the axes of cells are called and mean, and what their values are. A test holds the names
// against those of harness/scenario/cell.hpp.

const axis_words = {
  'handle': ['handle', 'How the server end was created', {
    'synchronous': 'without FILE_FLAG_OVERLAPPED',
    'overlapped': 'with FILE_FLAG_OVERLAPPED'}],
  'wait': ['wait mode', 'The wait mode of the server end', {
    'blocking': 'PIPE_WAIT', 'nonblocking': 'PIPE_NOWAIT'}],
  'origin': ['mode set', 'When the wait mode was set', {
    'at-creation': 'by CreateNamedPipe',
    'changed-later': 'by SetNamedPipeHandleState, from the other mode'}],
  'lp': ['lpOverlapped', 'What ConnectNamedPipe gets as lpOverlapped', {
    'null': 'NULL',
    'manual-event': 'with a manual-reset event that is not signaled',
    'manual-event-signaled': 'with a manual-reset event that is signaled already',
    'auto-event': 'with an auto-reset event',
    'no-event': 'with NULL as its hEvent',
    'low-bit-event': 'with an event whose handle has its low bit set: no completion packet',
    'not-an-event': 'with a number as its hEvent that is no handle',
    'unmodifiable-event': 'with an event that was opened without EVENT_MODIFY_STATE'}],
  'type': ['pipe type', 'How the pipe keeps data', {
    'byte': 'PIPE_TYPE_BYTE', 'message': 'PIPE_TYPE_MESSAGE'}],
  'dir': ['direction', 'Which way data may go', {
    'duplex': 'PIPE_ACCESS_DUPLEX', 'inbound': 'PIPE_ACCESS_INBOUND: client to server',
    'outbound': 'PIPE_ACCESS_OUTBOUND: server to client'}],
  'instance': ['instance', 'What the instance went through before', {
    'fresh': 'just created', 'reused': 'it had another client, and was disconnected from it'}],
  'how': ['client by', 'How the client connects', {
    'CreateFile': 'by CreateFile', 'CallNamedPipe': 'by CallNamedPipe',
    'WaitNamedPipe-CreateFile': 'by WaitNamedPipe, then CreateFile'}],
  'when': ['client comes', 'When the client connects, seen from the call of ConnectNamedPipe', {
    'before': 'between CreateNamedPipe and the call', 'during': 'while the call is under way',
    'after': 'after a call that left no request behind'}],
  'fate': ['last client', 'What becomes of the client before', {
    'holds': 'keeps its handle open', 'closes': 'closes its handle',
    'writes-then-closes': 'writes and closes, and nobody has read it',
    'exits': 'its process exits with the handle open',
    'killed': 'its process is terminated with the handle open',
    'duplicated-elsewhere': 'closes its handle, but another process has a duplicate'}],
  'wait_by': ['waits by', 'How the server learns that a pending request has ended', {
    'WaitForSingleObject': 'WaitForSingleObject',
    'WaitForSingleObjectEx': 'WaitForSingleObjectEx, alertable',
    'WaitForMultipleObjects': 'WaitForMultipleObjects, beside an event that nobody sets',
    'RegisterWaitForSingleObject': 'a registered wait whose callback tells it',
    'SleepEx': 'SleepEx, alertable, ended by an APC',
    'polling': 'HasOverlappedIoCompleted, again and again'}],
  'walk': ['walk', 'A walk through the model, by its number', {}],
};

/** An axis as it is called here; one that only a file knows by its own name. */
const axis_title = (axis) => (own(axis_words, axis) || [axis])[0];
const axis_means = (axis) => (own(axis_words, axis) || ['', ''])[1];
/** What a value means; nothing of one that only a file knows. */
const value_means = (axis, value) => own((own(axis_words, axis) || [0, 0, {}])[2], value) || '';
/** Both, for who points at a value. */
const value_title = (axis, value) =>
  [axis_means(axis) || axis, value_means(axis, value) || value].join(': ');

/** The axes of these cells with their values, in the order in which cells name them. */
function axes_in(some) {
  const axes = new Map();
  for (const set of new Set(some.map((cell) => data.cells.axes[cell]))) {
    for (const [name, value] of axis_sets[set]) {
      axes.set(name, (axes.get(name) || new Set()).add(value));
    }
  }
  return [...axes].map(([name, values]) => [name, [...values]]);
}
