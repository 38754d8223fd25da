package io.coursepulse.web.trust;

import io.coursepulse.web.follow.Listener;
import java.util.List;
import java.util.Optional;

/** The newest verdict that was heard of. Used on one event loop only. */
public final class LastAudit implements Listener<AuditVerdict> {

    private Optional<AuditVerdict> verdict = Optional.empty();

    @Override
    public void begun() {
        // The newest record is heard again.
    }

    @Override
    public void heard(List<AuditVerdict> published) {
        verdict = Optional.of(published.get(published.size() - 1));
    }

    @Override
    public void lost(String reason) {
        // What was found stays found; how old it is stands beside it.
    }

    Optional<AuditVerdict> verdict() {
        return verdict;
    }
}
