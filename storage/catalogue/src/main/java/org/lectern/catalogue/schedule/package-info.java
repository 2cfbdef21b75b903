/** What is to be recorded, when, and where: single lectures, series, and the import of a term. */
@NullMarked
package org.lectern.catalogue.schedule;

import org.jspecify.annotations.NullMarked;
