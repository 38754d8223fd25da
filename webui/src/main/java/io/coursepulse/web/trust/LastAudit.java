package io.coursepulse.web.trust;

import io.coursepulse.topic.AuditVerdict;
import io.coursepulse.web.follow.Listener;
import java.util.List;
import java.util.Optional;

/** The newest verdict of an audit. Used on one event loop only. */
public final class LastAudit implements Listener<AuditVerdict> {

    private Optional<AuditVerdict> verdict = Optional.empty();

    @Override
    public void onConnected() {
        // The newest verdict is read again.
    }

    @Override
    public void onMessages(List<AuditVerdict> published) {
        verdict = Optional.of(published.get(published.size() - 1));
    }

    @Override
    public void onDisconnected(String reason) {
        // The last verdict stays valid; it is shown with its age.
    }

    Optional<AuditVerdict> verdict() {
        return verdict;
    }
}
