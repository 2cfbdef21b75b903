package org.lectern.onebox.process;

import java.io.PrintStream;

/** What the person at the terminal sees. Safe for all threads. */
public final class Console {
    private final PrintStream out;
    private final boolean terminal;
    private boolean progressShown;

    public Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The console of this process; the script says whether it is a terminal. */
    public static Console standard() {
        return new Console(System.out, "yes".equals(System.getProperty("lectern.terminal")));
    }

    /** Whether a line can be drawn over. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Writes a line that stays. */
    public synchronized void line(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    /** Shows where things are: drawn over on a terminal, a line of its own elsewhere. */
    public synchronized void progress(String text) {
        if (terminal) {
            clear();
            out.print(text);
            out.flush();
            progressShown = true;
        } else {
            line(text);
        }
    }

    private void clear() {
        if (progressShown) {
            out.print("\r\033[K");
            progressShown = false;
        }
    }
}
