"""A real RTSP server for tests, over GStreamer's gst-rtsp-server.

Each mount is a finite camera with sound: H.264 and AAC with RTCP sender reports. Every client gets the
camera from its first frame on. A frame carries its number, from 1, as a bar code in its top rows: 16 cells from left
to right, most significant bit first, white for 1; the tone sounds from the first sample to the last.

    rtsp_server.py NAME:SECONDS:FPS:WIDTHxHEIGHT[:mpeg4] ...

A mount with "mpeg4" sends MPEG-4 part 2 instead, which no recorder of ours takes. The server prints one line
of JSON, {"port": ...}, when it is ready, and serves until standard input closes.
"""

import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

BITS = 16
SAMPLE_RATE = 48_000
SAMPLES_PER_BUFFER = 1024


class Camera(GstRtspServer.RTSPMediaFactory):
    """One mount: a pipeline of its own for every client, fed frame by frame."""

    def __init__(self, seconds, fps, width, height, codec):
        super().__init__()
        self.frames, self.fps, self.width, self.height = seconds * fps, fps, width, height
        audio_buffers = seconds * SAMPLE_RATE // SAMPLES_PER_BUFFER
        coder = {
            "h264": f"x264enc tune=zerolatency speed-preset=ultrafast key-int-max={fps} bitrate=1500 "
            "! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 ",
            "mpeg4": "avenc_mpeg4 ! rtpmp4vpay name=pay0 pt=96 config-interval=1 ",
        }[codec]
        self.set_launch(
            "( appsrc name=video is-live=true format=time max-buffers=2 "
            f"caps=video/x-raw,format=GRAY8,width={width},height={height},framerate={fps}/1 "
            f"! identity sync=true ! videoconvert ! video/x-raw,format=I420 "
            f"! {coder}"
            f"audiotestsrc is-live=true num-buffers={audio_buffers} samplesperbuffer={SAMPLES_PER_BUFFER} "
            f"freq=440 volume=0.5 ! audio/x-raw,rate={SAMPLE_RATE},channels=1 "
            "! avenc_aac bitrate=96000 ! aacparse ! rtpmp4gpay name=pay1 pt=97 )"
        )
        self.set_shared(False)
        self.connect("media-configure", self.configure)

    def configure(self, _factory, media):
        state = {"next": 0}
        media.get_element().get_by_name_recurse_up("video").connect("need-data", self.feed, state)

    def feed(self, source, _length, state):
        number = state["next"]
        if number >= self.frames:
            source.emit("end-of-stream")
            return
        state["next"] = number + 1
        buffer = Gst.Buffer.new_wrapped(self.picture(number + 1))
        buffer.pts = number * Gst.SECOND // self.fps
        buffer.duration = Gst.SECOND // self.fps
        source.emit("push-buffer", buffer)

    def picture(self, number):
        cell = self.width // BITS
        row = bytearray(b"\x80" * self.width)
        for bit in range(BITS):
            shade = 235 if number >> (BITS - 1 - bit) & 1 else 16
            row[bit * cell : (bit + 1) * cell] = bytes([shade]) * cell
        band = self.height // 4
        moving = bytearray(b"\x60" * self.width)
        left = number * 4 % (self.width - 40)
        moving[left : left + 40] = b"\xc0" * 40
        return bytes(row) * band + bytes(moving) * (self.height - band)


def main(mounts):
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    for mount in mounts:
        name, seconds, fps, size, codec = (mount + ":h264").split(":")[:5]
        width, height = (int(side) for side in size.split("x"))
        server.get_mount_points().add_factory(f"/{name}", Camera(int(seconds), int(fps), width, height, codec))
    server.attach(None)
    print(json.dumps({"port": server.get_bound_port()}), flush=True)
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IO_HUP | GLib.IO_IN, lambda *_: loop.quit())
    loop.run()


main(sys.argv[1:])
