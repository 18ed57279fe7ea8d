package org.youdai.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the starter.
 *
 * @param lists {@code youdai.lists}: the folder of signed lists
 * @param root {@code youdai.root}: the pinned root document
 */
@ConfigurationProperties("youdai")
public record YoudaiProperties(
    @DefaultValue("lists") String lists, @DefaultValue("lists/root.json") String root) {}
