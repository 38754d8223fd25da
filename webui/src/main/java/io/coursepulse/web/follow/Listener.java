package io.coursepulse.web.follow;

import java.util.List;

/** Receives the messages of a topic. Called by the source's own thread. */
public interface Listener<T> {

    /** Connected: from now on every message is received. Those before this call may have been missed. */
    void onConnected();

    /** Messages, in their partition's order; some may have been received before. May block, which holds the source back. */
    void onMessages(List<T> published);

    /** Disconnected: messages are missed until {@link #onConnected()} is called again. Called again when the reason changes. */
    void onDisconnected(String reason);
}
