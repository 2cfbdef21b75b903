"""A real RTSP server for the recorder's tests, over GStreamer's gst-rtsp-server, with RTCP sender reports.

    rtsp_camera.py [--password PASSWORD] [--digest] [PORT]

serves /av (H.264 and AAC), /shared (the same, one media for all clients), /video (H.264 alone), /h265, /jpeg (Motion
JPEG and A-law), /opus (sound alone), /b (H.264 with B pictures), /vp8 (VP8) and /mixed (VP8 and AAC) to any number of clients
at once, prints {"port": ...} when it is ready, and ends when standard input closes. With a password, all are for
the user "camera" alone, who signs in with Basic, or with Digest.
"""

import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

PICTURE = "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=180,framerate=25/1"
H264 = f"{PICTURE} ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=500 ! h264parse"
H265 = f"{PICTURE} ! x265enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=500 ! h265parse"
# RTP carries JPEGs whose sides are multiples of 8, in 4:2:0 or 4:2:2 (RFC 2435).
JPEG = f"{PICTURE.replace('180', '176')},format=I420 ! jpegenc ! rtpjpegpay name=pay0 pt=26"
VP8 = f"{PICTURE} ! vp8enc deadline=1 keyframe-max-dist=25 ! rtpvp8pay name=pay0 pt=98"
AAC = (
    "audiotestsrc is-live=true samplesperbuffer=1024 freq=440 ! audio/x-raw,rate=48000,channels=1 "
    "! avenc_aac ! aacparse ! rtpmp4gpay pt=97"
)
SOUND = "audiotestsrc is-live=true samplesperbuffer=160 freq=440 ! audio/x-raw,rate=8000,channels=1"
SOUND48 = "audiotestsrc is-live=true samplesperbuffer=960 freq=440 ! audio/x-raw,rate=48000,channels=2"
B_PICTURES = f"{PICTURE},format=I420 ! x264enc speed-preset=veryfast bframes=2 b-adapt=false key-int-max=25 bitrate=500 ! video/x-h264,profile=main ! h264parse"
MOUNTS = {
    "av": f"( {H264} ! rtph264pay name=pay0 pt=96 config-interval=-1 {AAC} name=pay1 )",
    "shared": f"( {H264} ! rtph264pay name=pay0 pt=96 config-interval=-1 {AAC} name=pay1 )",
    "video": f"( {H264} ! rtph264pay name=pay0 pt=96 config-interval=-1 )",
    "h265": f"( {H265} ! rtph265pay name=pay0 pt=96 config-interval=-1 )",
    "jpeg": f"( {JPEG} {SOUND} ! alawenc ! rtppcmapay name=pay1 pt=8 )",
    "opus": f"( {SOUND48} ! opusenc ! rtpopuspay name=pay0 pt=97 )",
    "b": f"( {B_PICTURES} ! rtph264pay name=pay0 pt=96 config-interval=-1 )",
    "vp8": f"( {VP8} )",
    "mixed": f"( {VP8} {AAC} name=pay1 )",
}


def main(arguments):
    Gst.init(None)
    password = None
    if arguments[:1] == ["--password"]:
        password, arguments = arguments[1], arguments[2:]
    digest = arguments[:1] == ["--digest"]
    if digest:
        arguments = arguments[1:]
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(arguments[0] if arguments else "0")
    if password:
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "camera")
        auth = GstRtspServer.RTSPAuth()
        if digest:
            auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
            auth.add_digest("camera", password, token)
        else:
            auth.add_basic(GstRtspServer.RTSPAuth.make_basic("camera", password), token)
        server.set_auth(auth)
    for name, launch in MOUNTS.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(launch)
        # Shared media do not take sound and picture as sessions of their own.
        factory.set_shared(name == "shared")
        if password:
            factory.add_role_from_structure(
                Gst.Structure.new_from_string(
                    "camera, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"
                )
            )
        server.get_mount_points().add_factory("/" + name, factory)
    server.attach(None)
    print(json.dumps({"port": server.get_bound_port()}), flush=True)
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IO_HUP | GLib.IO_IN, lambda *_: loop.quit())
    loop.run()


main(sys.argv[1:])
