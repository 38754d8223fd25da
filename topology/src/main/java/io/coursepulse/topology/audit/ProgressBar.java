package io.coursepulse.topology.audit;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows a recount's progress on one line of the terminal; prints nothing if there is no terminal. */
final class ProgressBar implements Recount.ProgressListener, AutoCloseable {

    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal = System.console() != null;
    private final long start = System.nanoTime();
    private boolean shown;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void update(long lines, long totalLines) {
        if (!terminal || totalLines == 0) {
            return;
        }
        double done = Math.min(1, (double) lines / totalLines);
        int filled = (int) (done * WIDTH);
        double seconds = Math.max(1e-3, (System.nanoTime() - start) / 1e9);
        out.print(String.format(
                Locale.ROOT,
                "\r[%s%s] %3.0f%%  %,d of %,d lines, %,.0f lines/s ",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * done,
                lines,
                totalLines,
                lines / seconds));
        out.flush();
        shown = true;
    }

    @Override
    public void close() {
        if (shown) {
            out.println();
        }
    }
}
