/** What a capture agent and the server say to each other. */
@NullMarked
package org.lectern.model.control;

import org.jspecify.annotations.NullMarked;
