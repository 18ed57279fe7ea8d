pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}
dependencyResolutionManagement {
    repositories {
        mavenLocal() // after `mvn install` of this project; later from where it is published
        google()
        mavenCentral()
    }
}
rootProject.name = "youdai-android-app"
