/**
 * What Robolectric calls of {@code androidx.test}, whose artefacts are AARs of Google's repository:
 * written from those calls alone. On an upgrade of Robolectric, a call that is missing here shows
 * at once, as a {@code NoSuchMethodError}.
 */
package androidx.test;
