package org.lectern.recorder.onvif;

/** A user of a camera. Never logged. */
record Login(String username, String password) {
    @Override
    public String toString() {
        return "Login[***]";
    }
}
