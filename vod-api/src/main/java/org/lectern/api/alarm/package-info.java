/** What is wrong in which room, and how its devices look: for the console, for metrics, for the webhook. */
@NullMarked
package org.lectern.api.alarm;

import org.jspecify.annotations.NullMarked;
