/** The agents: their connections, what they report, what they are told. */
@NullMarked
package org.lectern.api.agent;

import org.jspecify.annotations.NullMarked;
