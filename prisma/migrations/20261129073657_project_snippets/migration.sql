-- CreateTable
CREATE TABLE "snippet" (
    "id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "yaml" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "snippet_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "snippet_project_id_title_key" ON "snippet"("project_id", "title");

-- AddForeignKey
ALTER TABLE "snippet" ADD CONSTRAINT "snippet_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
