/** The agent's own connection to the server, and what it remembers of it. */
@NullMarked
package org.lectern.recorder.control;

import org.jspecify.annotations.NullMarked;
