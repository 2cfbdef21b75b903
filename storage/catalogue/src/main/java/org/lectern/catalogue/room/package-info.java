/** Rooms, devices and the agents that serve them. */
@NullMarked
package org.lectern.catalogue.room;

import org.jspecify.annotations.NullMarked;
