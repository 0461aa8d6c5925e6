ANALYZE search_document;
