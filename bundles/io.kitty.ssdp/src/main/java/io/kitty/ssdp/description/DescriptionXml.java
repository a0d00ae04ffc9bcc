// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

/**
 * The document that a server returned.
 *
 * @param from the URL from which it was finally fetched
 * @param bytes the document, decompressed, or as much of it as was received
 * @param charset the encoding that the server declares; {@code ""} for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DescriptionXml(DescriptionUrl from, byte[] bytes, String charset) {}
