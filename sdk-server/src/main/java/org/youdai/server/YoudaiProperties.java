package org.youdai.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the starter.
 *
 * @param lists {@code youdai.lists}: where the signed lists come from: a URL, a folder, a bundle
 *     file {@code *.ydb}, or the store that another program keeps
 * @param root {@code youdai.root}: the pinned root document
 * @param sandbox {@code youdai.sandbox}: whether the pinned root may be a sandbox's
 * @param store {@code youdai.store}: the folder in which lists are kept over a restart; empty to
 *     keep them in memory alone
 * @param venue {@code youdai.venue}: a venue file ({@code docs/venue.md}), which makes a {@link
 *     org.youdai.gate.Gate}; empty for none
 * @param gate {@code youdai.gate}: the gate's own name within the venue
 * @param journal {@code youdai.journal}: the folder of the gate's journal; empty for none
 */
@ConfigurationProperties("youdai")
public record YoudaiProperties(
    @DefaultValue("lists") String lists,
    @DefaultValue("lists/root.json") String root,
    @DefaultValue("false") boolean sandbox,
    @DefaultValue("") String store,
    @DefaultValue("") String venue,
    @DefaultValue("1") String gate,
    @DefaultValue("") String journal) {}
