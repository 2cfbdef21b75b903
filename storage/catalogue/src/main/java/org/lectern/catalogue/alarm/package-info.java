/** Alarms: raised, cleared, taken note of; and where they are told to. */
@NullMarked
package org.lectern.catalogue.alarm;

import org.jspecify.annotations.NullMarked;
