package io.coursepulse.web.follow;

import java.util.List;

/** Hears what is published in a topic. Called by the source's own thread. */
public interface Listener<T> {

    /** From now on everything is heard. What was published before this call may have been missed. */
    void begun();

    /** What was published, in its partition's order, possibly heard before. May block, which holds the source back. */
    void heard(List<T> published);

    /** From now on something is missed, until {@link #begun()} is called again. Called again when the reason changes. */
    void lost(String reason);
}
