/** Rooms, devices and agents over REST. */
@NullMarked
package org.lectern.api.room;

import org.jspecify.annotations.NullMarked;
