"""The interview page: welcome, preparation, the conversation, and its close."""
