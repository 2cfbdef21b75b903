// Reads the burned-in clock (ClockCode) of every picture that a video element shows.
// window.clockWatch[view] fills with {clock, media, shown}: the clock in ms, the picture's media time in s,
// and when it is on the screen, in ms of performance.now().
(views) => {
  const CELLS = 36, STRIP = 18, PERIOD = 2 ** 28;
  const canvas = new OffscreenCanvas(CELLS * 8, 8);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const read = (video) => {
    const height = video.videoHeight / STRIP;
    pen.drawImage(video, 0, height * 0.3, video.videoWidth, height * 0.4, 0, 0, CELLS * 8, 8);
    const pixels = pen.getImageData(0, 4, CELLS * 8, 1).data;
    const cell = (i) => pixels[(i * 8 + 4) * 4 + 1];
    const threshold = (cell(0) + cell(1)) / 2;
    if (cell(0) - cell(1) < 60) return null;
    let value = 0, check = 0;
    for (let i = 2; i < 30; i++) value = value * 2 + (cell(i) > threshold ? 1 : 0);
    for (let i = 30; i < CELLS; i++) check = check * 2 + (cell(i) > threshold ? 1 : 0);
    return (Math.imul(value, 0x9e3779b1) >>> 26) === check && value < PERIOD ? value : null;
  };
  window.clockWatch = {};
  for (const view of views) {
    const seen = (window.clockWatch[view] = []);
    const video = document.querySelector(`video[data-view="${view}"]`);
    const frame = (_, { mediaTime, expectedDisplayTime }) => {
      seen.push({ clock: read(video), media: mediaTime, shown: expectedDisplayTime });
      video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(frame);
  }
}
