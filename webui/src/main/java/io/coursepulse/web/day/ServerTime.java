package io.coursepulse.web.day;

import io.coursepulse.dimension.CounterRow;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What time it is for the server, whatever a browser's clock says.
 *
 * @param today in the configured zone
 */
public record ServerTime(Instant now, LocalDate today) {

    /** The members {@code today} and {@code now} of a JSON object. */
    public String toMembers() {
        return "\"today\":\"" + CounterRow.formatDay(today) + "\",\"now\":\"" + now + "\"";
    }
}
